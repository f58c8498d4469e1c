import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert
import ".."

// 创建机构 (M3.3.5.3–6)
AppPage {
    id: page

    required property RegistrationViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    EmptyState {
        objectName: "organisationDone"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("机构认证已完成，您已成为该机构的管理员。")
    }
    AppButton {
        objectName: "becomeAdministrator"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("切换为管理员")
        onClicked: page.vm.chooseIdentity()
    }
    AppButton {
        objectName: "finishOrganisation"
        visible: page.vm.done
        Layout.fillWidth: true
        kind: "secondary"
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppCard {
        visible: !page.vm.agreementRead && !page.vm.done
        title: qsTr("机构认证")

        AppText {
            Layout.fillWidth: true
            text: qsTr("您提交的机构信息仅用于机构认证及向 CA 机构申请数字证书，不会用于其他用途。")
        }
        AppButton {
            objectName: "readOrganisationAgreement"
            kind: "text"
            flush: true
            text: qsTr("《机构认证服务协议》")
            onClicked: page.vm.readAgreement()
        }
        AppButton {
            objectName: "beginOrganisation"
            Layout.fillWidth: true
            text: qsTr("同意协议，开始认证")
            onClicked: page.vm.begin()
        }
    }
    AppCard {
        visible: page.vm.agreementRead && !page.vm.done
        title: qsTr("营业执照")

        PhotoHint { subject: "licence" }
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
        visible: page.vm.agreementRead && !page.vm.done
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
            maximumLength: 18
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
    }
    AppCard {
        visible: page.vm.agreementRead && !page.vm.done
        title: qsTr("法定代表人")

        FormField {
            objectName: "legalName"
            field: page.vm.legalName
            label: qsTr("姓名")
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
        AppCheckBox {
            objectName: "privacyAgreed"
            text: qsTr("同意隐私信息收集")
            checked: page.vm.privacyAgreed
            onToggled: page.vm.privacyAgreed = checked
        }
        AppButton {
            objectName: "submitOrganisation"
            Layout.fillWidth: true
            text: qsTr("下一步")
            busy: page.vm.busy
            onClicked: page.vm.submit()
        }
    }
}
