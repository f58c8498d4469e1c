import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert
import ".."

// 机构信息变更 (M3.3.10.4)
AppPage {
    id: page

    required property OrganisationChangeViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    EmptyState {
        objectName: "organisationChanged"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("机构信息已变更。仍是原信息的机构证书和印章会突出显示，请及时变更。")
    }
    AppButton {
        objectName: "finishOrganisationChange"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppCard {
        visible: !page.vm.done
        title: qsTr("新的统一社会信用代码证或营业执照")

        PhotoHint {
            subject: "licence"
            text: qsTr("请保证照片真实、清晰。识别有误时，请手动修改以下信息。")
        }
        IdSide {
            objectName: "licence"
            source: page.vm.licenceSource
            problem: page.vm.licenceProblem
            caption: qsTr("上传营业执照")
            onChosen: file => page.vm.chooseLicence(file)
            onPhotographed: page.vm.photographLicence()
        }
        AppButton {
            objectName: "useLicenceSpecimen"
            Layout.fillWidth: Style.compact
            kind: "secondary"
            iconName: "flask"
            text: qsTr("使用样本（体验环境）")
            busy: page.vm.reading
            onClicked: page.vm.useSpecimen()
        }
    }
    AppCard {
        visible: !page.vm.done
        title: qsTr("机构信息")

        FormField {
            objectName: "name"
            field: page.vm.name
            label: qsTr("企业名称")
            maximumLength: 120
        }
        FormField {
            objectName: "creditCode"
            field: page.vm.creditCode
            label: qsTr("统一社会信用代码")
            readOnly: true
        }
        AppSwitch {
            objectName: "unlimited"
            text: qsTr("营业执照长期有效")
            checked: page.vm.unlimited
            onToggled: page.vm.unlimited = checked
        }
        FormField {
            objectName: "validTo"
            visible: !page.vm.unlimited
            field: page.vm.validTo
            label: qsTr("营业执照有效期至")
            placeholderText: qsTr("例如 2035-05-06")
            maximumLength: 10
        }
        FormField {
            objectName: "legalName"
            field: page.vm.legalName
            label: qsTr("法定代表人姓名")
            readOnly: !page.vm.otherRepresentative
        }
    }
    AppCard {
        visible: page.vm.otherRepresentative && !page.vm.done
        title: qsTr("新的法定代表人")

        AppText {
            Layout.fillWidth: true
            muted: true
            text: qsTr("变更后，原法定代表人不再以该身份办理业务；新的法定代表人实名认证后即可切换为该身份。")
        }
        FormField {
            objectName: "legalIdNumber"
            field: page.vm.legalIdNumber
            label: qsTr("身份证号")
            maximumLength: 18
        }
        FormField {
            objectName: "legalPhone"
            field: page.vm.legalPhone
            label: qsTr("手机号码")
            maximumLength: 11
            inputMethodHints: Qt.ImhDigitsOnly
        }
        SmsCodeField {
            pictureCode: page.vm.codes.pictureCode
            smsCode: page.vm.codes.smsCode
            pictureSource: page.vm.codes.pictureSource
            secondsLeft: page.vm.codes.secondsLeft
            sending: page.vm.codes.sending
            onRefreshPicture: page.vm.codes.refreshPicture()
            onSendSms: page.vm.codes.sendSms()
        }
    }
    AppButton {
        objectName: "submitOrganisationChange"
        visible: !page.vm.done
        Layout.fillWidth: true
        text: qsTr("确认修改")
        busy: page.vm.busy
        onClicked: page.vm.submit()
    }
    AppButton {
        objectName: "leaveOrganisationChange"
        visible: !page.vm.done
        Layout.fillWidth: true
        kind: "text"
        text: qsTr("取消修改")
        onClicked: page.vm.finish()
    }
}
