import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// Both sides of the ID card, what stands on it, the phone and its code.
ColumnLayout {
    id: form

    required property RealNameViewModel vm

    spacing: Style.space(4)

    AppCard {
        title: qsTr("身份证照片")

        PhotoHint { subject: "card" }
        GridLayout {
            Layout.fillWidth: true
            columns: Style.compact ? 1 : 2
            columnSpacing: Style.space(4)
            rowSpacing: Style.space(4)
            IdSide {
                objectName: "front"
                source: form.vm.frontSource
                problem: form.vm.frontProblem
                caption: qsTr("上传人像面")
                onChosen: file => form.vm.chooseFront(file)
                onPhotographed: form.vm.photographFront()
            }
            IdSide {
                objectName: "back"
                source: form.vm.backSource
                problem: form.vm.backProblem
                caption: qsTr("上传国徽面")
                onChosen: file => form.vm.chooseBack(file)
                onPhotographed: form.vm.photographBack()
            }
        }
        AppButton {
            objectName: "useSpecimen"
            Layout.fillWidth: Style.compact
            kind: "secondary"
            iconName: "flask"
            text: qsTr("使用样本（体验环境）")
            busy: form.vm.reading
            onClicked: form.vm.useSpecimen()
        }
    }
    AppCard {
        title: qsTr("填写信息")

        FormField {
            objectName: "fullName"
            field: form.vm.fullName
            label: qsTr("姓名")
        }
        FormField {
            objectName: "idNumber"
            field: form.vm.idNumber
            label: qsTr("身份证号")
            maximumLength: 18
        }
        FormField {
            objectName: "phone"
            field: form.vm.phone
            label: qsTr("手机号码")
            maximumLength: 11
            inputMethodHints: Qt.ImhDigitsOnly
        }
        SmsCodeField {
            pictureCode: form.vm.codes.pictureCode
            smsCode: form.vm.codes.smsCode
            pictureSource: form.vm.codes.pictureSource
            secondsLeft: form.vm.codes.secondsLeft
            sending: form.vm.codes.sending
            onRefreshPicture: form.vm.codes.refreshPicture()
            onSendSms: form.vm.codes.sendSms()
        }
        AppButton {
            objectName: "submitRealName"
            Layout.fillWidth: true
            text: qsTr("下一步")
            busy: form.vm.busy
            onClicked: form.vm.submit()
        }
    }
}
