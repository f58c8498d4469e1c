import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import SecureClient
import MobileCert

// 实名认证 (M3.3.4)
AppPage {
    id: page

    required property RealNameViewModel vm

    viewModel: vm
    retryable: vm.codes.loadFailed
    onRetry: vm.codes.refreshPicture()

    EmptyState {
        objectName: "realNameDone"
        visible: page.vm.done
        iconName: "check"
        text: qsTr("实名认证已完成")
    }
    AppButton {
        objectName: "finishRealName"
        visible: page.vm.done
        Layout.fillWidth: true
        text: qsTr("完成")
        onClicked: page.vm.finish()
    }
    AppCard {
        visible: !page.vm.agreementRead && !page.vm.done
        title: qsTr("实名认证")

        AppText {
            Layout.fillWidth: true
            text: qsTr("您提交的信息仅用于实名认证及向 CA 机构申请数字证书，不会用于其他用途。")
        }
        AppButton {
            objectName: "readRealNameAgreement"
            kind: "text"
            text: qsTr("《实名认证服务协议》")
            onClicked: page.vm.readAgreement()
        }
        AppButton {
            objectName: "beginRealName"
            Layout.fillWidth: true
            text: qsTr("同意协议，开始认证")
            onClicked: page.vm.begin()
        }
    }
    AppCard {
        visible: page.vm.agreementRead && !page.vm.done
        title: qsTr("身份证照片")

        GridLayout {
            Layout.fillWidth: true
            columns: Style.compact ? 1 : 2
            columnSpacing: Style.space(4)
            rowSpacing: Style.space(4)
            IdSide {
                objectName: "front"
                source: page.vm.frontSource
                problem: page.vm.frontProblem
                caption: qsTr("上传人像面")
                onChosen: file => page.vm.chooseFront(file)
            }
            IdSide {
                objectName: "back"
                source: page.vm.backSource
                problem: page.vm.backProblem
                caption: qsTr("上传国徽面")
                onChosen: file => page.vm.chooseBack(file)
            }
        }
        AppButton {
            objectName: "useSpecimen"
            kind: "secondary"
            iconName: "flask"
            text: qsTr("使用样本（体验环境）")
            busy: page.vm.reading
            onClicked: page.vm.useSpecimen()
        }
    }
    AppCard {
        visible: page.vm.agreementRead && !page.vm.done
        title: qsTr("填写信息")

        FormField {
            objectName: "fullName"
            field: page.vm.fullName
            label: qsTr("姓名")
        }
        FormField {
            objectName: "idNumber"
            field: page.vm.idNumber
            label: qsTr("身份证号")
            maximumLength: 18
        }
        FormField {
            objectName: "phone"
            field: page.vm.phone
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
        AppButton {
            objectName: "submitRealName"
            Layout.fillWidth: true
            text: qsTr("下一步")
            busy: page.vm.busy
            onClicked: page.vm.submit()
        }
    }
}
